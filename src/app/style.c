/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/style.h"

RigThemeKind
rig_style_get_theme_kind (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  if (adw_style_manager_get_high_contrast (manager))
    return adw_style_manager_get_dark (manager) ? RIG_THEME_HIGH_CONTRAST_DARK
                                                : RIG_THEME_HIGH_CONTRAST;

  return adw_style_manager_get_dark (manager) ? RIG_THEME_DARK : RIG_THEME_LIGHT;
}

const RigTheme *
rig_style_get_theme (void)
{
  return rig_theme_get (rig_style_get_theme_kind ());
}

/** For widgets that paint with the theme and keep nothing of it. */
void
rig_style_queue_draw_on_change (GtkWidget *widget)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), widget,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw),
                           widget, G_CONNECT_SWAPPED);
}
