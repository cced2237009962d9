/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/application.h"

#include <glib/gi18n.h>

#include "app/about.h"
#include "app/bench-runner.h"
#include "app/intake.h"
#include "app/resources.h"
#include "app/session.h"
#include "app/store.h"
#include "app/window.h"

/**
 * RigApplication:
 *
 * The process: one session, the windows on it, and what the desktop asks of an application.
 */
struct _RigApplication
{
  AdwApplication parent_instance;

  RigSession *session;
};

G_DEFINE_FINAL_TYPE (RigApplication, rig_application, ADW_TYPE_APPLICATION)

/* Sizes, icons and styles lie under the released id, for the development version too. */
#define RESOURCE_PATH "/io/github/rigwise/Rigwise"

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkApplication *self = GTK_APPLICATION (data);
  GList *window;

  while ((window = gtk_application_get_windows (self)) != NULL)
    gtk_window_destroy (window->data);
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  rig_about_show (gtk_application_get_active_window (GTK_APPLICATION (data)));
}

static const GActionEntry actions[] = {
  { .name = "quit", .activate = quit_cb },
  { .name = "about", .activate = about_cb },
};

static const struct
{
  const char *action;
  const char *accels[3];
} shortcuts[] = {
  { "app.quit", { "<Control>q" } },
  { "window.close", { "<Control>w" } },
  { "win.show-help-overlay", { "<Control>question" } },
  { "win.undo", { "<Control>z" } },
  { "win.redo", { "<Control><Shift>z" } },
  { "win.open", { "<Control>o" } },
  { "win.save", { "<Control>s" } },
  { "win.import", { "<Control>i" } },
  { "win.measure", { "<Control>m" } },
  { "win.toggle-panel", { "F9" } },
  { "win.copy-picture", { "<Control><Shift>c" } },
  { "win.copy-table::tsv", { "<Control><Shift>t" } },
  { "win.save-picture", { "<Control><Shift>s" } },
  { "win.show-page::specs", { "<Alt>1" } },
  { "win.show-page::models", { "<Alt>2" } },
  { "win.show-page::speed", { "<Alt>3" } },
  { "win.show-page::cost", { "<Alt>4" } },
  { "win.show-page::decide", { "<Alt>5" } },
  { "win.show-page::claims", { "<Alt>6" } },
};

static void
rig_application_startup (GApplication *application)
{
  rig_application_register_resources ();

  G_APPLICATION_CLASS (rig_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), shortcuts[i].action,
                                           shortcuts[i].accels);
  gtk_window_set_default_icon_name (RIG_APP_ID);
}

static RigWindow *
get_window (RigApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autofree char *store = NULL;

  if (self->session == NULL)
    {
      store = rig_store_get_path ();
      self->session = rig_session_new (rig_intake_load_catalog (), store);
    }
  if (window == NULL)
    window = GTK_WINDOW (rig_window_new (GTK_APPLICATION (self), self->session));

  return RIG_WINDOW (window);
}

static void
rig_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (get_window (RIG_APPLICATION (application))));
}

/* Scenarios, models and measurements: what each of them is, its content says. */
static void
rig_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  RigWindow *window = get_window (RIG_APPLICATION (application));
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < n_files; i++)
    if (g_file_peek_path (files[i]) != NULL)
      g_ptr_array_add (paths, g_file_get_path (files[i]));
  g_ptr_array_add (paths, NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.import-files", "^as",
                              (const char *const *) paths->pdata);
  gtk_window_present (GTK_WINDOW (window));
}

static void
rig_application_shutdown (GApplication *application)
{
  RigApplication *self = RIG_APPLICATION (application);

  if (self->session != NULL)
    rig_session_flush (self->session);

  rig_bench_runner_end_all ();
  rig_intake_wait ();
  G_APPLICATION_CLASS (rig_application_parent_class)->shutdown (application);
}

static int
rig_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (!g_variant_dict_contains (options, "version"))
    return -1;

  g_print ("Rigwise %s\n", RIG_VERSION);
  return 0;
}

static void
rig_application_dispose (GObject *object)
{
  g_clear_object (&RIG_APPLICATION (object)->session);

  G_OBJECT_CLASS (rig_application_parent_class)->dispose (object);
}

static void
rig_application_class_init (RigApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rig_application_dispose;
  application_class->startup = rig_application_startup;
  application_class->activate = rig_application_activate;
  application_class->open = rig_application_open;
  application_class->shutdown = rig_application_shutdown;
  application_class->handle_local_options = rig_application_handle_local_options;
}

static void
rig_application_init (RigApplication *self)
{
  g_application_add_main_option (G_APPLICATION (self), "version", 0, G_OPTION_FLAG_NONE,
                                 G_OPTION_ARG_NONE, N_("Print the version and exit"), NULL);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _("[FILE…]"));
}

RigApplication *
rig_application_new (void)
{
  return g_object_new (RIG_TYPE_APPLICATION,
                       "application-id", RIG_APP_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", RESOURCE_PATH,
                       NULL);
}

/** Templates, styles and icons; needed before any of the widgets. Tests call it themselves. */
void
rig_application_register_resources (void)
{
  g_resources_register (rig_resources_get_resource ());
}
