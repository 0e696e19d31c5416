curl -s "$BASE_URL/api/license-devices/dev_Z1vK9tR2yB6xD4mQ0c7p" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
