package stagewire

import "encoding/json"

// Nullable is an optional field that may also be null. Its zero value is not sent at all; Null
// sends null, which clears the field; Value sends a value.
type Nullable[T any] struct {
	value T
	set   bool
	null  bool
}

// Value is a field with a value.
func Value[T any](value T) Nullable[T] {
	return Nullable[T]{value: value, set: true}
}

// Null is a field that is null.
func Null[T any]() Nullable[T] {
	return Nullable[T]{set: true, null: true}
}

// Get answers the value, and whether there is one.
func (n Nullable[T]) Get() (T, bool) {
	return n.value, n.set && !n.null
}

// IsZero reports whether the field is left out.
func (n Nullable[T]) IsZero() bool {
	return !n.set
}

// IsNull reports whether the field is null.
func (n Nullable[T]) IsNull() bool {
	return n.null
}

// MarshalJSON writes the value, or null.
func (n Nullable[T]) MarshalJSON() ([]byte, error) {
	if !n.set || n.null {
		return []byte("null"), nil
	}
	return json.Marshal(n.value)
}

// UnmarshalJSON reads a value, or null.
func (n *Nullable[T]) UnmarshalJSON(data []byte) error {
	*n = Nullable[T]{set: true}
	if string(data) == "null" {
		n.null = true
		return nil
	}
	return json.Unmarshal(data, &n.value)
}

// Ptr is a pointer to a value, for optional fields.
func Ptr[T any](value T) *T {
	return &value
}
