curl -s "$BASE_URL/api/keys/key_4mQ0c7pZ1vK9tR2y" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
