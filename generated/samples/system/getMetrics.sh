curl -s "$BASE_URL/metrics" \
  -H "Authorization: Bearer $API_KEY"
