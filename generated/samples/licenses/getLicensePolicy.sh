curl -s "$BASE_URL/api/license-policies/pol_4mQ0c7pZ1vK9tR2yB6xD" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
