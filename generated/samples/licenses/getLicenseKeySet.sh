curl -s "$BASE_URL/.well-known/license-keys/my-app-123?environment=production" \
  -H "Accept: application/json"
