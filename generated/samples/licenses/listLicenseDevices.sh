curl -s "$BASE_URL/api/licenses/lic_9tR2yB6xD4mQ0c7pZ1vK/devices" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
