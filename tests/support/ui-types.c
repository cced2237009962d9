/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Preloaded into gtk4-builder-tool, so that it knows more types than GTK's: libadwaita's, and those
 * of ours that a template of another one contains. A template's own type it makes up itself.
 */

#include "app/breakpoint-bin.h"
#include "app/chart-widget.h"
#include "app/machine-bar.h"
#include "app/machine-choice.h"
#include "app/notice-bar.h"
#include "app/panel.h"
#include "app/table-filters.h"
#include "app/wrap-layout.h"

#include <adwaita.h>
#include <dlfcn.h>
#include <gmodule.h>

typedef void (*RegisterFunc) (void);
typedef gboolean (*SymbolFunc) (GModule *, const char *, gpointer *);

void
gtk_test_register_all_types (void)
{
  ((RegisterFunc) dlsym (RTLD_NEXT, "gtk_test_register_all_types")) ();
  adw_init ();
  g_type_ensure (RIG_TYPE_BREAKPOINT_BIN);
  g_type_ensure (RIG_TYPE_CHART_WIDGET);
  g_type_ensure (RIG_TYPE_MACHINE_BAR);
  g_type_ensure (RIG_TYPE_MACHINE_CHOICE);
  g_type_ensure (RIG_TYPE_NOTICE_BAR);
  g_type_ensure (RIG_TYPE_PANEL);
  g_type_ensure (RIG_TYPE_TABLE_FILTERS);
  g_type_ensure (RIG_TYPE_WRAP_LAYOUT);
}

static void
ignore_cb (void)
{
}

/* The handlers that a template names are static functions, bound in class_init, which the tool does
 * not run. Whether they exist is tested where the widgets are made. */
gboolean
g_module_symbol (GModule *module, const char *name, gpointer *symbol)
{
  SymbolFunc find = (SymbolFunc) dlsym (RTLD_NEXT, "g_module_symbol");

  if (find (module, name, symbol))
    return TRUE;
  if (!g_str_has_suffix (name, "_cb"))
    return FALSE;
  *symbol = (gpointer) ignore_cb;
  return TRUE;
}
