/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/window.h"

#include <glib/gi18n.h>

#include "app/breakpoint-bin.h"
#include "app/style.h"
#include "app/toast.h"
#include "app/window-private.h"

/**
 * RigWindow:
 *
 * The window: machines and pages, the what-if panel beside them, and what is said about the
 * scenario as a whole.
 */
G_DEFINE_FINAL_TYPE (RigWindow, rig_window, ADW_TYPE_APPLICATION_WINDOW)

static void
update_title (RigWindow *self)
{
  const char *name = rig_session_get_name (self->session);
  g_autofree char *subtitle = NULL;

  if (rig_session_is_edited (self->session))
    /* Translators: the scenario's name, and that it has been changed since. */
    subtitle = g_strdup_printf (_("%s — edited"), name);
  else
    subtitle = g_strdup (name);

  if (g_strcmp0 (gtk_label_get_text (self->subtitle), subtitle) != 0)
    gtk_label_set_text (self->subtitle, subtitle);
}

static void
changed_cb (RigWindow *self)
{
  update_title (self);
  rig_window_update_actions (self);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  RigWindow *self = RIG_WINDOW (widget);

  self->tick = 0;
  rig_session_update (self->session);

  return G_SOURCE_REMOVE;
}

/* The answer is made in the frame that the change belongs to, and once for all its changes. */
static void
invalidated_cb (RigWindow *self)
{
  if (self->tick == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

/* Screen readers on GTK 4.8 would else find the pages that were shown before, too. */
static void
mark_hidden_pages (RigWindow *self)
{
  GtkWidget *visible = adw_view_stack_get_visible_child (self->stack);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->stack)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_accessible_update_state (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_STATE_HIDDEN,
                                 child != visible, -1);
}

static void
page_changed_cb (RigWindow *self)
{
  mark_hidden_pages (self);
  if (self->settings != NULL && adw_view_stack_get_visible_child_name (self->stack) != NULL)
    g_settings_set_string (self->settings, "last-page",
                           adw_view_stack_get_visible_child_name (self->stack));
}

/* With the first size a window has, it opens in; so these are set before it is shown. */
static void
bind_settings (RigWindow *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, RIG_APP_ID, TRUE);
  if (schema == NULL)
    {
      g_info ("The settings schema is not installed: nothing is remembered");
      return;
    }

  self->settings = g_settings_new (RIG_APP_ID);
  g_settings_bind (self->settings, "window-width", self, "default-width",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized",
                   G_SETTINGS_BIND_DEFAULT);
}

static void
rig_window_dispose (GObject *object)
{
  RigWindow *self = RIG_WINDOW (object);

  if (self->session != NULL)
    rig_session_flush (self->session);
  rig_window_dispose_intake (self);
  rig_window_dispose_bench (self);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (rig_window_parent_class)->dispose (object);
}

static void
rig_window_class_init (RigWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rig_window_dispose;

  g_type_ensure (RIG_TYPE_BREAKPOINT_BIN);
  g_type_ensure (RIG_TYPE_MACHINE_BAR);
  g_type_ensure (RIG_TYPE_NOTICE_BAR);
  g_type_ensure (RIG_TYPE_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/rigwise/Rigwise/ui/window.ui");
  gtk_widget_class_bind_template_child (widget_class, RigWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, RigWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, RigWindow, title);
  gtk_widget_class_bind_template_child (widget_class, RigWindow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, RigWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, RigWindow, machines);
  gtk_widget_class_bind_template_child (widget_class, RigWindow, panel);
  gtk_widget_class_bind_template_child (widget_class, RigWindow, stack);
  gtk_widget_class_bind_template_callback (widget_class, page_changed_cb);
  gtk_widget_class_bind_template_child (widget_class, RigWindow, drop_hint);
  rig_window_class_install_actions (widget_class);
  rig_window_class_install_intake (widget_class);
  rig_window_class_install_bench (widget_class);
}

static void
rig_window_init (RigWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rig_window_init_intake (self);
  rig_window_init_bench (self);
  if (RIG_DEVEL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "devel");
}

static void
add_pages (RigWindow *self)
{
  for (RigPage page = 0; page < RIG_N_PAGES; page++)
    {
      AdwViewStackPage *stack_page;

      stack_page = adw_view_stack_add_titled (self->stack,
                                              rig_page_view_new (self->session, page),
                                              rig_page_get_id (page), rig_page_get_title (page));
      adw_view_stack_page_set_icon_name (stack_page, rig_page_get_icon (page));
    }
}

static void
restore_view (RigWindow *self)
{
  g_autofree char *page = NULL;

  if (self->settings == NULL)
    return;

  page = g_settings_get_string (self->settings, "last-page");
  adw_view_stack_set_visible_child_name (self->stack, page);
  /* A folded panel lies over the pages; to open with that would be a strange greeting. */
  g_settings_bind (self->settings, "panel-visible", self->flap, "reveal-flap",
                   G_SETTINGS_BIND_GET | G_SETTINGS_BIND_GET_NO_CHANGES);
}

/** A window on @session. */
GtkWidget *
rig_window_new (GtkApplication *application, RigSession *session)
{
  RigWindow *self = g_object_new (RIG_TYPE_WINDOW, "application", application, NULL);
  g_autofree char *problem = rig_session_get_problem (session);

  self->session = g_object_ref (session);
  bind_settings (self);
  add_pages (self);
  restore_view (self);
  mark_hidden_pages (self);
  g_signal_connect_object (self->stack, "notify::visible-child", G_CALLBACK (page_changed_cb),
                           self, G_CONNECT_SWAPPED);
  rig_panel_set_session (self->panel, session);
  rig_machine_bar_set_session (self->machines, session);
  rig_notice_bar_show (self->notice, problem);

  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "invalidated", G_CALLBACK (invalidated_cb), self,
                           G_CONNECT_SWAPPED);
  changed_cb (self);

  return GTK_WIDGET (self);
}

RigSession *
rig_window_get_session (RigWindow *self)
{
  return self->session;
}

/** Opens a scenario's file; what is wrong with it is said in the bar below the header. */
void
rig_window_open (RigWindow *self, const char *path)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (RIG_IS_WINDOW (self));

  if (rig_session_open (self->session, path, &error))
    rig_notice_bar_show (self->notice, NULL);
  else
    rig_notice_bar_show (self->notice, error->message);
}

void
rig_window_show_page (RigWindow *self, RigPage page)
{
  adw_view_stack_set_visible_child_name (self->stack, rig_page_get_id (page));
}

RigPage
rig_window_get_page (RigWindow *self)
{
  return rig_page_view_get_page (RIG_PAGE_VIEW (adw_view_stack_get_visible_child (self->stack)));
}

/** Something that has happened, in passing. */
void
rig_window_tell (RigWindow *self, const char *message)
{
  adw_toast_overlay_add_toast (self->toasts, rig_toast_new (message));
}

/** The report of the page on show; NULL before anything was. */
const RigReport *
rig_window_get_report (RigWindow *self)
{
  rig_session_update (self->session);
  return rig_page_view_get_report (
    RIG_PAGE_VIEW (adw_view_stack_get_visible_child (self->stack)));
}
