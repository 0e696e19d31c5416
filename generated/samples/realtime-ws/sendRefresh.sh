# pip install websockets. Type more messages if you like; Ctrl-D ends it.
{
  echo '{"type": "refresh", "id": 9, "token": "'"$TOKEN"'"}'
  cat
} | websockets "$WS_URL/realtime?token=$TOKEN"
