curl -s -X POST "$BASE_URL/api/licenses/lic_9tR2yB6xD4mQ0c7pZ1vK/renew" \
  -H "Authorization: Bearer $API_KEY"
