// Makes the calls of scenarios with the Go client; with the name of a sample, runs that instead.
package main

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/stagewire/stagewire-go"
)

type scenario struct {
	Name      string
	Call      string
	BaseURL   string `json:"base_url"`
	APIKey    string `json:"api_key"`
	Arguments struct {
		ID             string
		IdempotencyKey string `json:"idempotency_key"`
	}
	Options struct {
		APIKey     *string  `json:"api_key"`
		Timeout    *float64 `json:"timeout"`
		MaxRetries *int     `json:"max_retries"`
		Headers    bool
		Backoff    *float64
	}
}

var kinds = []struct {
	target error
	kind   string
}{
	{stagewire.ErrBadRequest, "bad_request"},
	{stagewire.ErrUnauthorized, "unauthorized"},
	{stagewire.ErrForbidden, "forbidden"},
	{stagewire.ErrNotFound, "not_found"},
	{stagewire.ErrConflict, "conflict"},
	{stagewire.ErrUnprocessableContent, "unprocessable"},
	{stagewire.ErrRateLimited, "rate_limited"},
	{stagewire.ErrServer, "server"},
	{stagewire.ErrTimeout, "timeout"},
}

func kind(err error) string {
	for _, one := range kinds {
		if errors.Is(err, one.target) {
			return one.kind
		}
	}
	switch {
	case errors.As(err, new(*stagewire.Error)):
		return "api"
	case errors.As(err, new(*stagewire.ConnectionError)):
		return "connection"
	case errors.As(err, new(*stagewire.ResponseError)):
		return "invalid_response"
	}
	return "client"
}

func text(value string) any {
	if value == "" {
		return nil
	}
	return value
}

func report(err error) map[string]any {
	made := map[string]any{
		"kind": kind(err), "status": nil, "code": nil, "message": nil,
		"fields": [][]string{}, "request_id": nil, "retry_after": nil,
	}
	var known *stagewire.Error
	if errors.As(err, &known) {
		made["status"] = known.StatusCode
		made["code"] = text(known.Code)
		made["message"] = text(known.Message)
		made["request_id"] = text(known.RequestID)
		if known.RetryAfter != nil {
			made["retry_after"] = known.RetryAfter.Seconds()
		}
		fields := [][]string{}
		for _, one := range known.Fields {
			fields = append(fields, []string{one.Field, one.Message})
		}
		made["fields"] = fields
	}
	return made
}

func shown(link *stagewire.Link, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	created := link.CreatedAt.UnixMilli()
	return map[string]any{"id": link.ID, "name": link.Name, "tags": link.Tags, "created": created}, nil
}

func outcome(ctx context.Context, client *stagewire.Client, s scenario) (any, error) {
	switch s.Call {
	case "get_link":
		return shown(client.Links.GetLink(ctx, 123))
	case "create_link":
		var options []stagewire.RequestOption
		if s.Arguments.IdempotencyKey != "" {
			options = append(options, stagewire.IdempotencyKey(s.Arguments.IdempotencyKey))
		}
		body := stagewire.CreateLink{URL: "https://example.com/"}
		return shown(client.Links.CreateLink(ctx, body, options...))
	case "update_link":
		return shown(client.Links.UpdateLink(ctx, 123, stagewire.UpdateLink{
			Name:        stagewire.Null[string](),
			UTMCampaign: stagewire.Value("summer_sale"),
		}))
	case "delete_link":
		return nil, client.Links.DeleteLink(ctx, 123)
	case "all_links":
		ids := []int64{}
		for link, err := range client.Links.ListLinksAll(ctx, &stagewire.ListLinksParams{
			PageSize:        stagewire.Ptr[int64](2),
			SortID:          stagewire.Ptr(stagewire.SortDirectionDesc),
			ExistsDeletedAt: stagewire.Ptr(true),
		}) {
			if err != nil {
				return nil, err
			}
			ids = append(ids, link.ID)
		}
		return ids, nil
	case "get_qr":
		picture, err := client.Links.GetLinkQR(ctx, 123, &stagewire.GetLinkQRParams{
			Format: stagewire.Ptr(stagewire.GetLinkQRFormatPNG),
		})
		return hex.EncodeToString(picture), err
	case "get_key":
		_, err := client.Keys.GetKey(ctx, s.Arguments.ID)
		return nil, err
	case "create_token":
		_, err := client.Applications.CreateToken(ctx, stagewire.CreateToken{AppID: "app", AppSecret: "secret"})
		return nil, err
	case "get_metrics":
		return client.System.GetMetrics(ctx)
	}
	return nil, fmt.Errorf("no call %s", s.Call)
}

func seconds(value *float64, otherwise float64) time.Duration {
	if value != nil {
		otherwise = *value
	}
	return time.Duration(otherwise * float64(time.Second))
}

func run(s scenario) map[string]any {
	backoff := seconds(s.Options.Backoff, 0.001)
	options := []stagewire.Option{
		stagewire.WithBaseURL(s.BaseURL),
		stagewire.WithAPIKey(s.APIKey),
		stagewire.WithTimeout(seconds(s.Options.Timeout, 30)),
		stagewire.WithBackoff(backoff, backoff),
	}
	if s.Options.APIKey != nil {
		options = append(options, stagewire.WithAPIKey(*s.Options.APIKey))
	}
	if s.Options.MaxRetries != nil {
		options = append(options, stagewire.WithMaxRetries(*s.Options.MaxRetries))
	}
	if s.Options.Headers {
		options = append(options, stagewire.WithHeader("X-Team", "growth"))
	}
	value, err := outcome(context.Background(), stagewire.New(options...), s)
	if err != nil {
		return map[string]any{"error": report(err)}
	}
	return map[string]any{"ok": value}
}

func main() {
	if len(os.Args) > 1 {
		programs[os.Args[1]]()
		return
	}
	var scenarios []scenario
	if err := json.NewDecoder(os.Stdin).Decode(&scenarios); err != nil {
		log.Fatal(err)
	}
	outcomes := map[string]any{}
	for _, one := range scenarios {
		outcomes[one.Name] = run(one)
	}
	if err := json.NewEncoder(os.Stdout).Encode(outcomes); err != nil {
		log.Fatal(err)
	}
}
