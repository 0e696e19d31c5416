# pip install websockets. Type more messages if you like; Ctrl-D ends it.
{
  echo '{"type": "subscribe", "room": "chat-room-1"}'
  echo '{"type": "update", "id": 5, "room": "chat-room-1", "state": {"typing": true}}'
  cat
} | websockets "$WS_URL/realtime?token=$TOKEN"
