"""Rooms over one WebSocket: the engine behind `realtime.asyncapi.yaml`.

A connection's way: ``protocol.py`` (RFC 6455 on uvicorn's port) → ``session.py`` (what a message
does) → ``hub.py`` and ``room.py`` (who hears what in this process) → ``broker.py``, the port with
two sides: ``memory.py`` for one process, ``redis.py`` between processes. What HTTP handlers may
ask stands in ``rooms.py``.
"""
