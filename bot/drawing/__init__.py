"""Charts as pictures. Runs in a process of its own (`python -m bot.drawing`), as it needs matplotlib,
which takes half a second and 60 MB that no serving process should spend.
"""
