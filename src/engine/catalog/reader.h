/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to engine/catalog: how JSON becomes the structs of the public headers. */

#include "engine/catalog/catalog.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The lists of the catalogue's files. */
typedef enum
{
  RIG_LIST_MACHINES,
  RIG_LIST_MODELS,
  RIG_LIST_UNMODELLED,
  RIG_LIST_TENSOR_TYPES,
  RIG_LIST_QUANTS,
  RIG_LIST_APIS,
  RIG_LIST_TARIFFS,
  RIG_LIST_POWERS,
  RIG_LIST_RESALES,
  RIG_LIST_FACTS,
  RIG_LIST_RUNTIMES,
  RIG_LIST_MEASUREMENTS,
  RIG_N_LISTS,
} RigList;

/**
 * RigReader:
 *
 * Where in which file reading has got to. The first error stops it and stays in @error, with the
 * file's name and the JSON path of the place.
 */
typedef struct
{
  GStringChunk *strings;  /* of the catalogue: every text that a record keeps */
  GPtrArray *blocks;      /* of the catalogue: every array and record, freed with it */
  GHashTable **ids;       /* (array length=RIG_N_LISTS): records by id, what is read so far */
  const char *file;       /* "machines.json", for messages */
  GString *path;          /* "machines[3].memory_gb" */
  GError *error;
} RigReader;

typedef enum
{
  RIG_FIELD_TEXT,   /* const char * */
  RIG_FIELD_DATE,   /* const char *, YYYY[-MM[-DD]] */
  RIG_FIELD_FLAG,   /* gboolean */
  RIG_FIELD_COUNT,  /* guint */
  RIG_FIELD_COUNT64, /* guint64 */
  RIG_FIELD_NUMBER, /* double; null is NaN */
  RIG_FIELD_WORDS,  /* const char **, NULL-terminated; absent is an empty list */
  RIG_FIELD_CHOICE, /* guint: index into @choices */
  RIG_FIELD_FIGURE, /* RigFigure */
  RIG_FIELD_GROUP,  /* a struct within the struct, of type @type, whose first member is "present" */
  RIG_FIELD_LIST,   /* an array of structs of @type, whose length is the guint at @length */
  RIG_FIELD_OTHER,  /* whatever @read makes of it */
  RIG_FIELD_IGNORED, /* documentation in the file */
} RigFieldKind;

typedef struct _RigField RigField;
typedef struct _RigRecordType RigRecordType;

typedef gboolean (*RigFieldFunc) (RigReader *reader,
                                  JsonNode  *node,
                                  gpointer   member);
/** Returns: (transfer full) (nullable): what @read would make @member of; NULL: as by default */
typedef JsonNode *(*RigFieldWriteFunc) (gconstpointer member);

/* One key of a JSON object and the struct member that it fills. */
struct _RigField
{
  const char *key;
  RigFieldKind kind;
  gsize offset;
  gboolean required;
  double low, high;           /* range of counts, numbers and figures; both zero: any finite one */
  const char *unit;           /* of a figure; NULL: any */
  const char *const *choices; /* NULL-terminated */
  const RigRecordType *type;
  gsize length;
  RigFieldFunc read;
  RigFieldWriteFunc write;
};

/* A JSON object and the struct that it fills. */
struct _RigRecordType
{
  gsize size;
  const char *id_key;            /* NULL: records are only ever appended */
  gsize id_offset;
  gsize origin_offset;           /* of the file's name within the record */
  const RigField *fields;
  guint n_fields;
  const RigFigureKey *figures;   /* more figures, where a public table lists them already */
  guint n_figures;
  /* Checks what one field cannot say and fills in what follows from the rest. */
  gboolean (*finish) (RigReader *reader,
                      gpointer   record);
};

extern const RigRecordType rig_machine_type;
extern const RigRecordType rig_model_type;
extern const RigRecordType rig_unmodelled_type;
extern const RigRecordType rig_tensor_type_type;
extern const RigRecordType rig_quant_type;
extern const RigRecordType rig_api_type;
extern const RigRecordType rig_tariff_type;
extern const RigRecordType rig_power_type;
extern const RigRecordType rig_resale_type;
extern const RigRecordType rig_fact_type;
extern const RigRecordType rig_runtime_type;
extern const RigRecordType rig_speed_record_type;
extern const RigRecordType rig_article_type;

/** Names and units only: figures unknown, numbers NaN, everything else zero. */
void     rig_reader_init_record (const RigRecordType *type,
                                 gpointer             record);
/** Fills in the members of the keys that @object has, then checks the whole. */
gboolean rig_reader_read_record (RigReader           *reader,
                                 JsonNode            *node,
                                 const RigRecordType *type,
                                 gpointer             record);
gboolean rig_reader_read_figure (RigReader          *reader,
                                 JsonNode           *node,
                                 const RigFigureKey *key,
                                 RigFigure          *figure);

/** Extends the path by ".key" or "[index]"; the return value is for rig_reader_leave(). */
gsize    rig_reader_enter_key (RigReader  *reader,
                               const char *key);
gsize    rig_reader_enter_index (RigReader *reader,
                                 guint      index);
void     rig_reader_leave (RigReader *reader,
                           gsize      length);
/** Sets the error "FILE: PATH: MESSAGE" and returns FALSE. */
gboolean rig_reader_fail (RigReader      *reader,
                          RigCatalogError code,
                          const char     *format,
                          ...) G_GNUC_PRINTF (3, 4);
/** "expected EXPECTATION, found a string". */
gboolean rig_reader_fail_kind (RigReader  *reader,
                               const char *expectation,
                               JsonNode   *found);

gpointer    rig_reader_alloc (RigReader *reader,
                              gsize      size);
const char *rig_reader_keep (RigReader  *reader,
                             const char *text);
gboolean    rig_reader_read_text (RigReader   *reader,
                                  JsonNode    *node,
                                  const char **text);
/** The record as an object that rig_reader_read_record() reads again; members that are as by
 * default are left out. */
JsonNode   *rig_record_write (const RigRecordType *type,
                              gconstpointer        record) G_GNUC_WARN_UNUSED_RESULT;
/** The key of @type nearest to a mistyped one; NULL if none is near. */
const char *rig_record_type_suggest (const RigRecordType *type,
                                     const char          *key);

/**
 * rig_json_parse:
 * @file: for messages
 *
 * JSON with a limit to its nesting, so that no file can exhaust the stack.
 *
 * Returns: (transfer full) (nullable): the root
 */
JsonNode *rig_json_parse (const char *file,
                          const char *text,
                          gsize       length,
                          GError    **error);

G_END_DECLS
