/** The objects of several APIs. */

/** Where the key acts. */
export type Environment = "production" | "sandbox";

/** Always true. */
export type Success = true;

/** A neighbouring page. */
export interface PageLink {
  /** How the page relates to this one. */
  rel: "self" | "first" | "previous" | "next" | "last";
  /** The page's path and query, the other parameters kept. */
  uri: string;
}

/** Where this page stands in the whole list. */
export interface Pagination {
  /** This page, counted from 1. */
  currentPage: number;
  /** How many items it holds. */
  currentPageItems: number;
  /** How many items a full page holds. */
  pageSize: number;
  /** How many pages there are. */
  pagesTotal: number;
  /** How many items there are on all pages. */
  itemsTotal: number;
  /** The pages next to this one, as far as they exist. */
  links: PageLink[];
}
