curl -s "$BASE_URL/api/license-policies" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
