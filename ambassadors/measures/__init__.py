"""The measures: numbers and dates in, plain values out. Knows neither Flask nor a database."""
