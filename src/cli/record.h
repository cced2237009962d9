/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "engine/catalog/catalog.h"

G_BEGIN_DECLS

typedef enum
{
  RIG_FIELD_TEXT,
  RIG_FIELD_NUMBER,
  RIG_FIELD_FLAG,
  RIG_FIELD_WORDS,
  RIG_FIELD_FIGURE,
  RIG_FIELD_CELL,
  RIG_FIELD_RECORDS,
} RigFieldKind;

typedef struct
{
  RigFieldKind kind;
  const char *key;   /* in JSON and CSV */
  const char *label; /* translated */
  union
  {
    const char *text;         /* NULL: unknown */
    double number;            /* NaN: unknown */
    gboolean flag;
    const char *const *words; /* zero-terminated; NULL: none */
    const RigFigure *figure;
    const RigArticleCell *cell;
    GPtrArray *records;       /* RigRecord *, owned */
  };
} RigField;

/**
 * RigRecord:
 *
 * One record of the catalogue as a list of fields: the one description that JSON, CSV and what
 * "show" prints are made from. It points into the catalogue and must not outlive it.
 */
typedef struct
{
  const char *kind;   /* "machine" */
  const char *id, *name;
  GArray *fields;     /* RigField */
  GPtrArray *strings; /* what had to be made for it */
} RigRecord;

RigRecord *rig_record_new (const char *kind,
                           const char *id,
                           const char *name) G_GNUC_WARN_UNUSED_RESULT;
void       rig_record_free (RigRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigRecord, rig_record_free)

void       rig_record_add_text (RigRecord  *self,
                                const char *key,
                                const char *label,
                                const char *text);
/** Takes @text. */
void       rig_record_take_text (RigRecord  *self,
                                 const char *key,
                                 const char *label,
                                 char       *text);
void       rig_record_add_number (RigRecord  *self,
                                  const char *key,
                                  const char *label,
                                  double      number);
void       rig_record_add_flag (RigRecord  *self,
                                const char *key,
                                const char *label,
                                gboolean    flag);
void       rig_record_add_words (RigRecord          *self,
                                 const char         *key,
                                 const char         *label,
                                 const char *const  *words);
void       rig_record_add_figure (RigRecord       *self,
                                  const char      *key,
                                  const char      *label,
                                  const RigFigure *figure);
/** A cell of one of the article's tables. */
void       rig_record_add_cell (RigRecord            *self,
                                const char           *key,
                                const char           *label,
                                const RigArticleCell *cell);
/** The list of records to fill. */
GPtrArray *rig_record_add_records (RigRecord  *self,
                                   const char *key,
                                   const char *label);

/** Adds an object to the array that @builder is in. */
void       rig_record_to_json (const RigRecord *self,
                               JsonBuilder     *builder);

/* The kinds. */
RigRecord *rig_record_from_machine (const RigCatalog *catalog,
                                    const RigMachine *machine) G_GNUC_WARN_UNUSED_RESULT;
RigRecord *rig_record_from_model (const RigModel *model) G_GNUC_WARN_UNUSED_RESULT;
RigRecord *rig_record_from_quant (const RigCatalog *catalog,
                                  const RigQuant   *quant) G_GNUC_WARN_UNUSED_RESULT;
RigRecord *rig_record_from_api (const RigApi *api) G_GNUC_WARN_UNUSED_RESULT;
RigRecord *rig_record_from_tariff (const RigTariff *tariff) G_GNUC_WARN_UNUSED_RESULT;
RigRecord *rig_record_from_article (const RigArticle *article) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
