package stagewire

// Environment: Where the key acts.
type Environment string

// Values of Environment.
const (
	EnvironmentProduction Environment = "production"
	EnvironmentSandbox    Environment = "sandbox"
)

// PageLink: A neighbouring page.
type PageLink struct {
	// How the page relates to this one.
	Rel PageLinkRel `json:"rel"`

	// The page's path and query, the other parameters kept.
	URI string `json:"uri"`
}

// Pagination: Where this page stands in the whole list.
type Pagination struct {
	// This page, counted from 1.
	CurrentPage int64 `json:"currentPage"`

	// How many items it holds.
	CurrentPageItems int64 `json:"currentPageItems"`

	// How many items a full page holds.
	PageSize int64 `json:"pageSize"`

	// How many pages there are.
	PagesTotal int64 `json:"pagesTotal"`

	// How many items there are on all pages.
	ItemsTotal int64 `json:"itemsTotal"`

	// The pages next to this one, as far as they exist.
	Links []PageLink `json:"links"`
}
