curl -s "$BASE_URL/version" \
  -H "Accept: application/json"
