# pip install websockets. Type more messages if you like; Ctrl-D ends it.
{
  echo '{"type": "subscribe", "room": "call-1"}'
  echo '{"type": "signal", "id": 7, "room": "call-1", "to": "conn_4mQ0c7pZ1vK9tR2y", "data": {"sdp": "v=0"}}'
  cat
} | websockets "$WS_URL/realtime?token=$TOKEN"
