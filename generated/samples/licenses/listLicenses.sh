curl -s "$BASE_URL/api/licenses?policy_id=pol_4mQ0c7pZ1vK9tR2yB6xD" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
