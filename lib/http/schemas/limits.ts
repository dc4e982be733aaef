/** Bounds that a form says before the interface refuses; no schema library comes with them. */

/** The longest document an import reads, in characters; the command line reads longer ones. */
export const MAX_IMPORT_LENGTH = 900_000

/** So many changes fit into one change request. */
export const MAX_CHANGE_ITEMS = 20
