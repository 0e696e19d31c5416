curl -s "$BASE_URL/health" \
  -H "Accept: application/json"
