# pip install websockets. Type more messages if you like; Ctrl-D ends it.
{
  echo '{"type": "history", "id": 6, "room": "chat-room-1", "after": 12, "limit": 50}'
  cat
} | websockets "$WS_URL/realtime?token=$TOKEN"
