/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/reader.h"

G_BEGIN_DECLS

/* The built-in files; each is read when something of it is first asked for. */
typedef enum
{
  RIG_FILE_MACHINES,
  RIG_FILE_MODELS,
  RIG_FILE_QUANTS,
  RIG_FILE_APIS,
  RIG_FILE_ECONOMY,
  RIG_FILE_ARTICLE,
  RIG_FILE_SPEED,
  RIG_N_FILES,
} RigFile;

struct _RigCatalog
{
  GMutex lock;               /* held while a built-in file is read */
  int is_read[RIG_N_FILES];  /* atomic */
  GStringChunk *strings;
  GPtrArray *blocks;
  GPtrArray *lists[RIG_N_LISTS];
  GHashTable *ids[RIG_N_LISTS];
  GPtrArray *problems;
  const char *price_date;
  RigArticle article;
  RigSpeedConstants *speed;
};

/* A list of the catalogue: which file it is in, under which key, and what its records are. */
typedef struct
{
  RigFile file;
  const char *key;
  const RigRecordType *type;
} RigListInfo;

extern const RigListInfo rig_catalog_lists[RIG_N_LISTS];

/** Reads a built-in file if that has not been done yet. Safe from several threads. */
void rig_catalog_need_file (const RigCatalog *self,
                            RigFile           file);
/**
 * Adds the lists of @root, an object of lists, to the catalogue: @file is for messages and for the
 * records' origin. Every error becomes a problem; a record with one is left out.
 */
void rig_catalog_add_lists (RigCatalog *self,
                            const char *file,
                            JsonNode   *root);

G_END_DECLS
