/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

typedef enum
{
  RIG_TEXT_BODY,
  RIG_TEXT_STRONG,  /* labels of machines, callouts */
  RIG_TEXT_SMALL,   /* ticks, legends, notes */
  RIG_TEXT_SMALL_STRONG, /* groups of a table */
  RIG_TEXT_TINY,    /* numbers of notes */
  RIG_TEXT_HEADING, /* a card's title */
  RIG_TEXT_FINDING, /* the page's answer */
  RIG_TEXT_QUIET,   /* the article's own words */
  RIG_N_TEXT_ROLES,
} RigTextRole;

/**
 * RigTextKit:
 *
 * The fonts of a picture, all derived from one Pango context, and the sizes that everything else
 * is measured in: so larger text makes larger pictures, not overlapping ones.
 */
typedef struct
{
  PangoContext *context;
  PangoFontDescription *fonts[RIG_N_TEXT_ROLES];
  PangoAttrList *tabular; /* figures of one width */
  double em;              /* the body font's size in pixels */
  double line[RIG_N_TEXT_ROLES]; /* height of a line */
} RigTextKit;

RigTextKit  *rig_text_kit_new (PangoContext *context) G_GNUC_WARN_UNUSED_RESULT;
void         rig_text_kit_free (RigTextKit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigTextKit, rig_text_kit_free)

/** One line of plain text, shaped. */
PangoLayout *rig_text_kit_shape (const RigTextKit *self,
                                 const char       *text,
                                 RigTextRole       role) G_GNUC_WARN_UNUSED_RESULT;
double       rig_text_kit_measure (const RigTextKit *self,
                                   const char       *text,
                                   RigTextRole       role);
/**
 * @text with joiners (U+2060) behind en dashes within words, so that lines do not end in an
 * interval. Only for what is painted: what can be copied or read by a machine stays as it is.
 */
char        *rig_text_join_intervals (const char *text) G_GNUC_WARN_UNUSED_RESULT;
/** Logical size in pixels. */
void         rig_layout_get_size (PangoLayout *layout,
                                  double      *width,
                                  double      *height);
/** Wraps to @width pixels; breaks within a word only where one is wider than that. */
void         rig_layout_wrap (PangoLayout *layout,
                              double       width);
/** Shortens to @width pixels, in the middle: what differs between machines often stands last. */
void         rig_layout_shorten (PangoLayout *layout,
                                 double       width);

G_END_DECLS
