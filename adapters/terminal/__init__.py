"""The terminal as a platform: one trainee, one conversation, in text."""
