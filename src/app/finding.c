/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/finding.h"

#include "app/style.h"

static guint16
to_pango (double component)
{
  return (guint16) (CLAMP (component, 0, 1) * G_MAXUINT16);
}

static void
change (PangoAttrList *attributes, PangoAttribute *attribute, gsize start, gsize length)
{
  attribute->start_index = (guint) start;
  attribute->end_index = (guint) (start + length);
  pango_attr_list_change (attributes, attribute);
}

static void
color_name (PangoAttrList *attributes, const char *text, const char *name, RigColor color)
{
  gsize length = name != NULL ? strlen (name) : 0;

  if (length == 0)
    return;

  for (const char *found = strstr (text, name); found != NULL;
       found = strstr (found + length, name))
    {
      gsize start = (gsize) (found - text);

      change (attributes,
              pango_attr_foreground_new (to_pango (color.red), to_pango (color.green),
                                         to_pango (color.blue)),
              start, length);
      /* Else the colour would be as translucent as the label's own. */
      change (attributes, pango_attr_foreground_alpha_new (G_MAXUINT16), start, length);
    }
}

/**
 * rig_finding_color_names:
 *
 * Gives the machines that the finding names the colours that they have everywhere else. Large
 * bold text is readable from a contrast of 3:1 on, which the palette has.
 */
void
rig_finding_color_names (GtkLabel *label, const RigAnswer *answer)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  const char *text = gtk_label_get_text (label);
  const RigTheme *theme = rig_style_get_theme ();

  for (guint i = 0; i < answer->n_machines; i++)
    {
      RigColor color = rig_theme_get_ink (theme, RIG_INK_SLOT_0 + (RigInk) i, 0);

      color_name (attributes, text, answer->machines[i].machine->short_name, color);
      color_name (attributes, text, answer->machines[i].machine->name, color);
    }

  gtk_label_set_attributes (label, attributes);
}
