/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "engine/catalog/figure.h"

G_BEGIN_DECLS

/*
 * Members of the object that a builder is in, as the contract of the command line has them:
 * locale-independent, and null for what is unknown or endless.
 */

void  rig_json_add_text (JsonBuilder *builder,
                         const char  *name,
                         const char  *text);
void  rig_json_add_number (JsonBuilder *builder,
                           const char  *name,
                           double       value);
/** A size: whole bytes. */
void  rig_json_add_bytes (JsonBuilder *builder,
                          const char  *name,
                          double       bytes);
void  rig_json_add_flag (JsonBuilder *builder,
                         const char  *name,
                         gboolean     flag);
/** @words: (array zero-terminated=1) (nullable): an array of strings, empty for NULL. */
void  rig_json_add_words (JsonBuilder        *builder,
                          const char         *name,
                          const char *const  *words);
/** {"value", "low", "high", "basis"}, or null. */
void  rig_json_add_estimate (JsonBuilder       *builder,
                             const char        *name,
                             const RigEstimate *estimate);
/** {"value", "low", "high", "unit", "basis", "source", "date", "note", "stand_in"}, or null. */
void  rig_json_add_figure (JsonBuilder     *builder,
                           const char      *name,
                           const RigFigure *figure);

/**
 * rig_json_append:
 *
 * Indented JSON with a line feed at its end. Numbers have at most ten significant digits, unless
 * they are whole, and so print alike on every processor.
 */
void  rig_json_append (GString  *out,
                       JsonNode *root);

/**
 * rig_csv_append:
 * @list: name of the list in @root whose elements become rows; NULL: @root is the list
 *
 * The same data as a table (RFC 4180): one row per element of the list, behind it the members of
 * the outer object, again in each row. "x": {"value", "low", …} becomes the columns x, x_low, …;
 * words of an array are joined by ";". Further lists of objects have no place in a table and
 * are left to JSON. So are unit, source, date and notes of figures, unless the element is
 * itself a figure.
 */
void  rig_csv_append (GString    *out,
                      JsonNode   *root,
                      const char *list);
/** One field, quoted where it has to be, and what ends it. @text: (nullable): empty for NULL. */
void  rig_csv_append_field (GString    *out,
                            const char *text,
                            gboolean    last);

G_END_DECLS
