curl -s "$BASE_URL/api/license-signing-keys" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
