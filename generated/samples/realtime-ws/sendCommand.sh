# pip install websockets. Type more messages if you like; Ctrl-D ends it.
{
  echo '{"type": "command", "id": 10, "presentation": "pres_7Hq2mX4cZ1vK9tR2yN6w", "command": {"name": "next"}, "version": 6, "key": "a1"}'
  cat
} | websockets "$WS_URL/realtime?token=$TOKEN"
