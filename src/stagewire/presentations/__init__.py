"""Presentations: decks, what is shown of them, who drives them, and what the audience says.

``rules.py`` says what a driving command does to the state, ``roles.py`` who may do what,
``audience.py`` what reactions, chat, polls and questions do. ``commands.py`` runs a command from
the WebSocket (``socket.py``) or over HTTP (``handlers.py``): checked, written, then told.
"""
