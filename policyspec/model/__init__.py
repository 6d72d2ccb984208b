"""What a tender may say: its vocabulary, its values, its facts and the verdicts on it."""
