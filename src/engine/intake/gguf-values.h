/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to engine/intake: the metadata of a GGUF file. */

#include "engine/intake/gguf-cursor.h"

G_BEGIN_DECLS

/* Types of values by their numbers in the file. */
typedef enum
{
  RIG_GGUF_U8,
  RIG_GGUF_I8,
  RIG_GGUF_U16,
  RIG_GGUF_I16,
  RIG_GGUF_U32,
  RIG_GGUF_I32,
  RIG_GGUF_F32,
  RIG_GGUF_BOOL,
  RIG_GGUF_STRING,
  RIG_GGUF_ARRAY,
  RIG_GGUF_U64,
  RIG_GGUF_I64,
  RIG_GGUF_F64,
  RIG_GGUF_N_KINDS,
} RigGgufKind;

/* Elements of an array of numbers that are kept: more than any model has layers. */
#define RIG_GGUF_MAX_KEPT 4096

/* Bytes of a text that are kept; the rest is cut. */
#define RIG_GGUF_MAX_TEXT (64 * 1024)

/* A value as the file has it; of long arrays and of arrays of strings only where they are. */
typedef struct
{
  char *key;         /* plain text, not empty */
  RigGgufKind kind;  /* of the elements if it is an array; never RIG_GGUF_ARRAY */
  gboolean is_array;
  guint64 length;    /* elements; of a text that is no array: bytes in the file */
  guint64 offset;    /* of the first element, or of the text, in the file */
  char *text;        /* clean, see rig_gguf_text_clean(); only where a string is no array */
  guint n_kept;
  guint64 *kept;     /* (array length=n_kept): bits of a double, or an integer with its sign */
} RigGgufValue;

/**
 * rig_gguf_values_read:
 *
 * Reads @n values.
 *
 * Returns: (element-type RigGgufValue): in the order of their keys, none twice; NULL: an error,
 *   which @cursor has
 */
GPtrArray          *rig_gguf_values_read (RigGgufCursor *cursor,
                                          guint64        n) G_GNUC_WARN_UNUSED_RESULT;
const RigGgufValue *rig_gguf_values_find (const GPtrArray *values,
                                          const char      *key);

/* One element; FALSE where there is none that is kept, or where the number does not fit. */
gboolean rig_gguf_value_get_uint (const RigGgufValue *self,
                                  guint64             index,
                                  guint64            *value);
gboolean rig_gguf_value_get_double (const RigGgufValue *self,
                                    guint64             index,
                                    double             *value);

G_END_DECLS
