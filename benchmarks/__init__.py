"""Made-up organisations of three sizes, and how fast the app is on them: see docs/performance.md."""
