/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "app/odds-runner.h"
#include "engine/answer/answer.h"
#include "report/report.h"

G_BEGIN_DECLS

#define RIG_TYPE_SESSION (rig_session_get_type ())
G_DECLARE_FINAL_TYPE (RigSession, rig_session, RIG, SESSION, GObject)

RigSession        *rig_session_new (RigCatalog *catalog,
                                    const char *store) G_GNUC_WARN_UNUSED_RESULT;

const RigCatalog  *rig_session_get_catalog (RigSession *self);
guint              rig_session_get_catalog_serial (RigSession *self);
void               rig_session_replace_catalog (RigSession *self,
                                                RigCatalog *catalog);
const RigScenario *rig_session_get_scenario (RigSession *self);
const RigAnswer   *rig_session_get_answer (RigSession *self);
RigReport         *rig_session_make_report (RigSession *self,
                                            RigPage     page) G_GNUC_WARN_UNUSED_RESULT;
RigOddsRunner     *rig_session_get_odds_runner (RigSession *self);
void               rig_session_compute_odds (RigSession *self);
void               rig_session_want_odds (RigSession *self);
char              *rig_session_get_problem (RigSession *self) G_GNUC_WARN_UNUSED_RESULT;
const char        *rig_session_get_name (RigSession *self);
gboolean           rig_session_is_edited (RigSession *self);

double             rig_session_get_shown_number (RigSession *self,
                                                 RigKey      key);
void               rig_session_set_number (RigSession *self,
                                           RigKey      key,
                                           double      value);
void               rig_session_set_text (RigSession *self,
                                         RigKey      key,
                                         const char *text);
gboolean           rig_session_set_from_string (RigSession *self,
                                                const char *name,
                                                const char *text,
                                                GError    **error);
void               rig_session_reset (RigSession *self,
                                      RigKey      key);
void               rig_session_reset_all (RigSession *self);

gboolean           rig_session_add_machine (RigSession *self,
                                            const char *id);
gboolean           rig_session_remove_machine (RigSession *self,
                                               const char *id);
void               rig_session_show_case (RigSession *self,
                                          const char *machine,
                                          const char *model,
                                          const char *quant);
void               rig_session_reset_price (RigSession *self,
                                            const char *id);
gboolean           rig_session_compare_on_sale (RigSession *self);
void               rig_session_compare_article (RigSession *self);

void               rig_session_begin_step (RigSession *self);
void               rig_session_end_step (RigSession *self);
gboolean           rig_session_can_undo (RigSession *self);
gboolean           rig_session_can_redo (RigSession *self);
void               rig_session_undo (RigSession *self);
void               rig_session_redo (RigSession *self);

gboolean           rig_session_open (RigSession *self,
                                     const char *path,
                                     GError    **error);
gboolean           rig_session_save (RigSession *self,
                                     const char *path,
                                     GError    **error);

void               rig_session_update (RigSession *self);
void               rig_session_flush (RigSession *self);

G_END_DECLS
