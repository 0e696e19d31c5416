curl -s "$BASE_URL/api/webrtc/usage?period=7d" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
