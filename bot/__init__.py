"""ChatTrain: conversation training in chat. Start reading at `bot.app`."""

__version__ = "0.1.0"
