/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/text.h"

#include <math.h>
#include <string.h>

typedef struct
{
  double size; /* of the body's */
  PangoWeight weight;
  PangoStyle style;
} Face;

static const Face faces[RIG_N_TEXT_ROLES] = {
  [RIG_TEXT_BODY] = { 1.0, PANGO_WEIGHT_NORMAL, PANGO_STYLE_NORMAL },
  [RIG_TEXT_STRONG] = { 1.0, PANGO_WEIGHT_BOLD, PANGO_STYLE_NORMAL },
  [RIG_TEXT_SMALL] = { 0.88, PANGO_WEIGHT_NORMAL, PANGO_STYLE_NORMAL },
  [RIG_TEXT_SMALL_STRONG] = { 0.88, PANGO_WEIGHT_BOLD, PANGO_STYLE_NORMAL },
  [RIG_TEXT_TINY] = { 0.72, PANGO_WEIGHT_NORMAL, PANGO_STYLE_NORMAL },
  [RIG_TEXT_HEADING] = { 1.1, PANGO_WEIGHT_BOLD, PANGO_STYLE_NORMAL },
  [RIG_TEXT_FINDING] = { 1.65, PANGO_WEIGHT_BOLD, PANGO_STYLE_NORMAL },
  [RIG_TEXT_QUIET] = { 1.0, PANGO_WEIGHT_NORMAL, PANGO_STYLE_ITALIC },
};

static PangoFontDescription *
derive_font (PangoContext *context, const Face *face)
{
  PangoFontDescription *font
      = pango_font_description_copy (pango_context_get_font_description (context));
  double size = pango_font_description_get_size (font) * face->size;

  if (pango_font_description_get_size_is_absolute (font))
    pango_font_description_set_absolute_size (font, size);
  else
    pango_font_description_set_size (font, (int) lrint (size));
  /* A context that is bold already, as for the large text setting of some desktops, stays so. */
  if (face->weight > pango_font_description_get_weight (font))
    pango_font_description_set_weight (font, face->weight);
  if (face->style != PANGO_STYLE_NORMAL)
    pango_font_description_set_style (font, face->style);
  return font;
}

RigTextKit *
rig_text_kit_new (PangoContext *context)
{
  RigTextKit *self = g_new0 (RigTextKit, 1);

  self->context = g_object_ref (context);
  self->tabular = pango_attr_list_new ();
  pango_attr_list_insert (self->tabular, pango_attr_font_features_new ("tnum=1"));
  for (guint i = 0; i < RIG_N_TEXT_ROLES; i++)
    self->fonts[i] = derive_font (context, &faces[i]);
  for (guint i = 0; i < RIG_N_TEXT_ROLES; i++)
    {
      g_autoptr (PangoLayout) probe = NULL;
      double width;
      /* Lines of one size are of one height; what is left is not worth a shaping. */
      if (i > 0 && faces[i].size == faces[0].size)
        {
          self->line[i] = self->line[0];
          continue;
        }
      probe = rig_text_kit_shape (self, "0", (RigTextRole) i);
      rig_layout_get_size (probe, &width, &self->line[i]);
    }
  self->em = self->line[RIG_TEXT_BODY] * 0.8;
  return self;
}

void
rig_text_kit_free (RigTextKit *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < RIG_N_TEXT_ROLES; i++)
    pango_font_description_free (self->fonts[i]);
  pango_attr_list_unref (self->tabular);
  g_object_unref (self->context);
  g_free (self);
}

static gboolean
has_letters (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (g_unichar_isalpha (g_utf8_get_char (at)))
        return TRUE;
    }
  return FALSE;
}

char *
rig_text_join_intervals (const char *text)
{
  GString *joined = g_string_new (NULL);
  const char *from = text;

  for (const char *dash = strstr (text, "–"); dash != NULL; dash = strstr (from, "–"))
    {
      const char *behind = dash + strlen ("–");
      g_string_append_len (joined, from, behind - from);
      if (*behind != '\0' && *behind != ' ' && *behind != '\n')
        g_string_append (joined, "\u2060");
      from = behind;
    }
  g_string_append (joined, from);
  return g_string_free (joined, FALSE);
}

PangoLayout *
rig_text_kit_shape (const RigTextKit *self, const char *text, RigTextRole role)
{
  PangoLayout *layout = pango_layout_new (self->context);
  g_autofree char *isolated = NULL, *joined = NULL;

  if (text != NULL && strstr (text, "–") != NULL)
    text = joined = rig_text_join_intervals (text);
  if (text != NULL && pango_context_get_base_dir (self->context) == PANGO_DIRECTION_RTL
      && !has_letters (text))
    {
      /* Figures alone: "40–60" must not be turned round to "60–40" (U+2066 … U+2069). */
      isolated = g_strconcat ("\u2066", text, "\u2069", NULL);
      text = isolated;
    }
  pango_layout_set_font_description (layout, self->fonts[role]);
  pango_layout_set_attributes (layout, self->tabular);
  pango_layout_set_text (layout, text != NULL ? text : "", -1);
  return layout;
}

double
rig_text_kit_measure (const RigTextKit *self, const char *text, RigTextRole role)
{
  g_autoptr (PangoLayout) layout = rig_text_kit_shape (self, text, role);
  double width, height;

  rig_layout_get_size (layout, &width, &height);
  return width;
}

void
rig_layout_get_size (PangoLayout *layout, double *width, double *height)
{
  int w, h;

  pango_layout_get_size (layout, &w, &h);
  *width = (double) w / PANGO_SCALE;
  *height = (double) h / PANGO_SCALE;
}

void
rig_layout_wrap (PangoLayout *layout, double width)
{
  double widest, height;

  /* WORD_CHAR alone breaks within a word, too, where another font begins there, as a joiner's. */
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
  pango_layout_set_width (layout, (int) (MAX (width, 1) * PANGO_SCALE));
  rig_layout_get_size (layout, &widest, &height);
  if (widest > MAX (width, 1))
    pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
}

void
rig_layout_shorten (PangoLayout *layout, double width)
{
  double natural, height;

  rig_layout_get_size (layout, &natural, &height);
  if (natural <= width)
    return;
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, (int) (MAX (width, 1) * PANGO_SCALE));
}
