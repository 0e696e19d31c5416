# pip install websockets. Type more messages if you like; Ctrl-D ends it.
{
  echo '{"type": "subscribe", "room": "chat-room-1"}'
  echo '{"type": "unsubscribe", "id": 2, "room": "chat-room-1"}'
  cat
} | websockets "$WS_URL/realtime?token=$TOKEN"
