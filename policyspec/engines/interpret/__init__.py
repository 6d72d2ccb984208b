"""The reference interpreter: the meaning of the language, and its explanations."""
