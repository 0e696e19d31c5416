# pip install websockets. Type more messages if you like; Ctrl-D ends it.
{
  echo '{"type": "auth", "token": "'"$TOKEN"'"}'
  cat
} | websockets "$WS_URL/realtime"
