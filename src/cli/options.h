/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RIG_OUTPUT_TEXT,
  RIG_OUTPUT_JSON,
  RIG_OUTPUT_CSV,
  RIG_OUTPUT_MARKDOWN,
} RigOutputFormat;

/* One "--set NAME=TEXT" or "--machines TEXT", in the order given. */
typedef struct
{
  char *name, *text;
} RigSetting;

/**
 * RigOptions:
 *
 * The command line as it was typed, checked for form only: whether an id or a key exists is
 * found out when the catalogue is there.
 */
typedef struct
{
  gboolean help, version;
  GPtrArray *catalogs;  /* char *, file names */
  char *scenario;       /* file name; NULL: none */
  GArray *settings;     /* RigSetting */
  RigOutputFormat format;
  gboolean format_given;
  char *output;         /* file name; NULL: standard output */
  /* models */
  gboolean imported;
  /* import */
  char *name;           /* NULL: as the file says */
  char *machine;        /* id; NULL: as the file says */
  /* cost */
  guint64 seed;
  guint n_draws;
  /* memory */
  char *gguf;           /* file name; NULL: the scenario's model */
  char *fits;           /* id of a machine; NULL: not asked */
  /* render */
  int width, height;    /* 0: not given */
  double scale;
  char *theme;          /* NULL: not given */
  /* validate */
  gboolean per_row;
  GPtrArray *arguments; /* char *: what stands behind the command */
} RigOptions;

RigOptions *rig_options_new (void) G_GNUC_WARN_UNUSED_RESULT;
void        rig_options_free (RigOptions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigOptions, rig_options_free)

/* The options that only one command has; each ends with an empty entry. */
extern const GOptionEntry rig_cost_options[];
extern const GOptionEntry rig_import_options[];
extern const GOptionEntry rig_memory_options[];
extern const GOptionEntry rig_models_options[];
extern const GOptionEntry rig_render_options[];
extern const GOptionEntry rig_validate_options[];

/**
 * rig_options_new_context:
 * @entries: (nullable): the command's own options
 *
 * A parser that fills @self with the common options and those in @entries.
 */
GOptionContext *rig_options_new_context (RigOptions         *self,
                                         const char         *usage,
                                         const GOptionEntry *entries) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
