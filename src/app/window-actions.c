/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include <glib/gi18n.h>

#include "app/file-picker.h"
#include "app/share.h"
#include "app/style.h"
#include "app/toast.h"
#include "app/window-private.h"

static const char *const scenario_patterns[] = { "*.json", NULL };
static const char *const picture_patterns[] = { "*.png", "*.svg", "*.pdf", NULL };

static void
undo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rig_session_undo (RIG_WINDOW (widget)->session);
}

static void
redo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rig_session_redo (RIG_WINDOW (widget)->session);
}

static void
reset_all_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RigWindow *self = RIG_WINDOW (widget);
  AdwToast *toast = rig_toast_new (_("Back to the article’s comparison"));

  rig_session_reset_all (self->session);
  adw_toast_set_button_label (toast, _("Undo"));
  adw_toast_set_action_name (toast, "win.undo");
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
tell_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rig_window_tell (RIG_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
choose_model_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RigWindow *self = RIG_WINDOW (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  const RigModel *model = rig_catalog_find_model (rig_session_get_catalog (self->session), id);
  g_autofree char *said = NULL;
  AdwToast *toast;

  if (model == NULL || g_str_equal (id, rig_scenario_get_text (
                         rig_session_get_scenario (self->session), RIG_KEY_MODEL)))
    return;

  rig_session_end_step (self->session);
  rig_session_set_text (self->session, RIG_KEY_MODEL, id);
  rig_session_end_step (self->session);
  /* Translators: %s is the name of a model. */
  said = g_strdup_printf (_("%s is the scenario’s model"), model->name);
  toast = rig_toast_new (said);
  adw_toast_set_button_label (toast, _("Undo"));
  adw_toast_set_action_name (toast, "win.undo");
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
show_page_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RigPage page;

  if (rig_page_find (g_variant_get_string (parameter, NULL), &page))
    rig_window_show_page (RIG_WINDOW (widget), page);
}

static void
toggle_panel_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RigWindow *self = RIG_WINDOW (widget);
  gboolean reveal = !adw_flap_get_reveal_flap (self->flap);

  adw_flap_set_reveal_flap (self->flap, reveal);
  if (self->settings != NULL && !adw_flap_get_folded (self->flap))
    g_settings_set_boolean (self->settings, "panel-visible", reveal);
}

static void
opened_cb (const char *path, gpointer data)
{
  rig_window_open (RIG_WINDOW (data), path);
}

static void
open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RigFileKind kind = { _("Scenarios"), scenario_patterns };

  rig_file_picker_open (GTK_WINDOW (widget), _("Open a Scenario"), &kind, opened_cb, widget);
}

static void
saved_cb (const char *path, gpointer data)
{
  RigWindow *self = RIG_WINDOW (data);
  g_autoptr (GError) error = NULL;

  if (!rig_session_save (self->session, path, &error))
    rig_notice_bar_show (self->notice, error->message);
}

static void
save_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RigFileKind kind = { _("Scenarios"), scenario_patterns };

  rig_file_picker_save (GTK_WINDOW (widget), _("Save the Scenario"), &kind, "scenario.json",
                        saved_cb, widget);
}

static void
copy_picture_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RigWindow *self = RIG_WINDOW (widget);
  const RigReport *report = rig_window_get_report (self);
  g_autoptr (GdkTexture) texture = NULL;

  if (report != NULL)
    texture = rig_share_make_texture (report, rig_style_get_theme_kind ());
  if (texture == NULL)
    return;

  gdk_clipboard_set_texture (gtk_widget_get_clipboard (widget), texture);
  rig_window_tell (self, _("The page was copied as a picture"));
}

static void
copy_table_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RigWindow *self = RIG_WINDOW (widget);
  const RigReport *report = rig_window_get_report (self);
  g_autofree char *text = NULL;

  if (report == NULL)
    return;

  text = rig_share_make_text (report, g_variant_get_string (parameter, NULL));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  rig_window_tell (self, _("The tables of the page were copied"));
}

static void
picture_saved_cb (const char *path, gpointer data)
{
  RigWindow *self = RIG_WINDOW (data);
  const RigReport *report = rig_window_get_report (self);
  g_autoptr (GError) error = NULL;

  if (report != NULL && !rig_share_save (report, rig_style_get_theme_kind (), path, &error))
    rig_notice_bar_show (self->notice, error->message);
}

static void
save_picture_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RigWindow *self = RIG_WINDOW (widget);
  RigFileKind kind = { _("Pictures"), picture_patterns };
  g_autofree char *suggestion = NULL;

  suggestion = g_strconcat ("rigwise-", rig_page_get_id (rig_window_get_page (self)), ".png", NULL);
  rig_file_picker_save (GTK_WINDOW (widget), _("Save as a Picture"), &kind, suggestion,
                        picture_saved_cb, widget);
}

/** In the class's init. */
void
rig_window_class_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_cb);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo_cb);
  gtk_widget_class_install_action (widget_class, "win.reset-all", NULL, reset_all_cb);
  gtk_widget_class_install_action (widget_class, "win.tell", "s", tell_cb);
  gtk_widget_class_install_action (widget_class, "win.choose-model", "s", choose_model_cb);
  gtk_widget_class_install_action (widget_class, "win.show-page", "s", show_page_cb);
  gtk_widget_class_install_action (widget_class, "win.toggle-panel", NULL, toggle_panel_cb);
  gtk_widget_class_install_action (widget_class, "win.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "win.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "win.copy-picture", NULL, copy_picture_cb);
  gtk_widget_class_install_action (widget_class, "win.copy-table", "s", copy_table_cb);
  gtk_widget_class_install_action (widget_class, "win.save-picture", NULL, save_picture_cb);
}

/** After every change of the session. */
void
rig_window_update_actions (RigWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "win.undo", rig_session_can_undo (self->session));
  gtk_widget_action_set_enabled (widget, "win.redo", rig_session_can_redo (self->session));
  gtk_widget_action_set_enabled (widget, "win.reset-all", rig_session_is_edited (self->session));
}
