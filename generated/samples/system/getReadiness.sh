curl -s "$BASE_URL/ready" \
  -H "Accept: application/json"
