/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/figure.h"

G_BEGIN_DECLS

typedef enum
{
  RIG_ALIGN_START,
  RIG_ALIGN_END,
  RIG_ALIGN_CENTER,
} RigAlign;

/* What a cell says besides its text. Every face shows it by more than colour: mark, word. */
typedef enum
{
  RIG_MARK_NONE = 0,
  RIG_MARK_BEST = 1 << 0,  /* best in its row */
  RIG_MARK_WRONG = 1 << 1, /* the article's cell, contradicted by the record; the note says how */
  RIG_MARK_FITS = 1 << 2,
  RIG_MARK_TIGHT = 1 << 3,
  RIG_MARK_NO = 1 << 4,
  RIG_MARK_DIM = 1 << 5,   /* unknown, or of no weight */
  RIG_MARK_ARTICLE = 1 << 6, /* the article's own word, not ours */
  RIG_MARK_RECONSTRUCTED = 1 << 7, /* the article's mark was lost; taken from its prose */
  RIG_MARK_STAND_IN = 1 << 8,      /* another machine's figure stands in; the note says whose */
  RIG_MARK_CHOSEN = 1 << 9,        /* what the scenario has chosen */
  RIG_MARK_IMPORTED = 1 << 10,     /* read from a file of the user's; the note says which */
} RigMark;

#define RIG_MARK_VERDICTS (RIG_MARK_FITS | RIG_MARK_TIGHT | RIG_MARK_NO)

/**
 * RigCell:
 *
 * @text is ready to be shown in the user's language; @value, @low, @high sort it and feed CSV and
 * JSON (NaN: it is no number).
 */
typedef struct
{
  char *text;
  double value, low, high;
  RigBasis basis; /* RIG_BASIS_UNKNOWN: no badge */
  guint marks;    /* RigMark bits */
  char *note;     /* a sentence or two: provenance, reason; NULL: nothing to say */
} RigCell;

typedef struct
{
  char *id;    /* stable, for CSV and JSON: "bandwidth_gb_per_s", "rtx-spark-128" */
  char *title;
  char *unit;  /* shown with the title; NULL: in the cells, or none */
  RigAlign align;
  int slot;    /* which compared machine it belongs to, for its colour; -1: none */
} RigColumn;

typedef struct
{
  char *id;
  char *group;   /* rows of one group stand together under it; NULL: no group */
  RigCell *cells; /* as many as the table has columns */
} RigRow;

/**
 * RigFacet:
 *
 * What the rows of a long table can be narrowed down by, where there is no column for it: each row
 * is one of a few choices.
 */
typedef struct
{
  char *id, *title;   /* "licence", "Licence" */
  char *any;          /* the choice that leaves all rows: "Any licence" */
  GPtrArray *choices; /* char *, in the order in which they are offered */
  GArray *of_rows;    /* guint: the index of each row's choice */
} RigFacet;

/* What the id of a row is, so that a face knows what can be done with one. */
typedef enum
{
  RIG_ROWS_PLAIN,
  RIG_ROWS_MODELS, /* ids of the catalogue's models */
} RigRowKind;

/**
 * RigTable:
 *
 * One table as plain data: the window, terminal, files and pictures all show this very object.
 */
typedef struct
{
  char *id, *title, *subtitle;
  GArray *columns; /* RigColumn */
  GArray *rows;    /* RigRow */
  GPtrArray *footnotes; /* char * */
  GPtrArray *facets;    /* RigFacet * */
  RigRowKind row_kind;
  gboolean has_verdicts; /* the cells of compared machines carry marks of RIG_MARK_VERDICTS */
} RigTable;

RigTable *rig_table_new (const char *id,
                         const char *title,
                         const char *subtitle) G_GNUC_WARN_UNUSED_RESULT;
void      rig_table_free (RigTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigTable, rig_table_free)

guint rig_table_add_column (RigTable   *self,
                            const char *id,
                            const char *title,
                            const char *unit,
                            RigAlign    align,
                            int         slot);
/** Columns first: a row has as many cells as there are columns when it is added. */
guint rig_table_add_row (RigTable   *self,
                         const char *id,
                         const char *group);
/** The cell to fill; it starts empty and without a number. */
RigCell *rig_table_get_cell (const RigTable *self,
                             guint           row,
                             guint           column);
/** Takes @text and @note. */
void  rig_cell_take (RigCell *cell,
                     char    *text,
                     double   value,
                     RigBasis basis,
                     guint    marks,
                     char    *note);
void  rig_table_add_footnote (RigTable   *self,
                              const char *text);

/** A facet without choices. */
RigFacet *rig_table_add_facet (RigTable   *self,
                               const char *id,
                               const char *title,
                               const char *any);
/** Offers @choice behind those that there are, unless it is one of them. */
guint     rig_facet_add_choice (RigFacet   *self,
                                const char *choice);
/** Rows in their order, each once; a choice that is not there yet is added. */
void      rig_facet_add_row (RigFacet   *self,
                             const char *choice);

static inline const RigColumn *
rig_table_get_column (const RigTable *self, guint column)
{
  return &g_array_index (self->columns, RigColumn, column);
}

static inline const RigRow *
rig_table_get_row (const RigTable *self, guint row)
{
  return &g_array_index (self->rows, RigRow, row);
}

/* Faces that need no display. Each appends to @out. */

/**
 * rig_table_write_text:
 * @width: columns of the terminal; 0: as wide as it takes
 *
 * Cells are wrapped within their columns, nothing is cut off; where not even the words stand side
 * by side, each row becomes a list of its cells. Marks are signs behind the text, explained in a
 * legend; what contradicts an article's cell, or whose figure stands in, is a numbered note.
 */
void rig_table_write_text (const RigTable *self,
                           GString        *out,
                           guint           width);
void rig_table_write_markdown (const RigTable *self,
                               GString        *out);
/**
 * rig_table_write_csv:
 *
 * RFC 4180. The header has ids: "row", "group" where there are groups, then the columns'; a column
 * with a range in any cell is followed by its "_low" and "_high". Cells with a number are that
 * number in the C locale, without unit ("inf": never); others their text; unknown ones are empty.
 * Texts that begin with = + - @ get an apostrophe, so that no spreadsheet runs them.
 */
void rig_table_write_csv (const RigTable *self,
                          GString        *out);

G_END_DECLS
