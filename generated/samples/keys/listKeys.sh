curl -s "$BASE_URL/api/keys?include_revoked=false" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
