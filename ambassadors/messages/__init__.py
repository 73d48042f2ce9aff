"""What people get by mail: the weekly digest and reminders, and their say in it."""
