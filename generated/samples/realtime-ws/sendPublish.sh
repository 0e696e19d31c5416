# pip install websockets. Type more messages if you like; Ctrl-D ends it.
{
  echo '{"type": "publish", "id": 3, "room": "chat-room-1", "event": "new-message", "data": {"message": "Hello"}, "key": "a1"}'
  cat
} | websockets "$WS_URL/realtime?token=$TOKEN"
