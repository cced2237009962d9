/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/button-names.h"

/**
 * rig_button_names_mend:
 *
 * Screen readers on GTK 4.8 hear "_Keep Keep" of a button with an underlined letter: its text as
 * it was set, and then its label. This leaves the label alone, for all such buttons below @top.
 */
void
rig_button_names_mend (GtkWidget *top)
{
  if (GTK_IS_BUTTON (top) && gtk_button_get_use_underline (GTK_BUTTON (top)))
    gtk_accessible_reset_property (GTK_ACCESSIBLE (top), GTK_ACCESSIBLE_PROPERTY_LABEL);

  for (GtkWidget *child = gtk_widget_get_first_child (top); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    rig_button_names_mend (child);
}
