# pip install websockets. Type more messages if you like; Ctrl-D ends it.
{
  echo '{"type": "ping", "id": 8}'
  cat
} | websockets "$WS_URL/realtime?token=$TOKEN"
