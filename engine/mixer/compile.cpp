#include "engine/mixer/plan_builder.h"
#include "engine/processors/registry.h"

namespace sweetspot {

PlanBuilder::PlanBuilder(SessionPtr session, const Plan* previous, const Assets& assets, const CompileOptions& options)
    : session_(std::move(session)),
      assets_(assets),
      options_(options),
      old_(previous ? previous->body_.get() : nullptr),
      body_(std::make_unique<Plan::Body>()) {
  if (old_ && old_->session->rate != session_->rate) old_ = nullptr;  // nothing sounds the same at another rate
  graph_ = make_graph(*session_, former());
}

const ProcessorType* PlanBuilder::find_type(const Device& device) const { return body_->find(device.type); }

std::unique_ptr<Plan> PlanBuilder::build() {
  body_->session = session_;
  body_->find = assets_.find ? assets_.find : find_processor;
  if (old_ && old_->fresh.load(std::memory_order_relaxed)) body_->adoptions = old_->adoptions;  // it may never run
  add_strips();
  times_ = arrival_times(graph_, delays_);
  add_meter_edges();
  add_key_edges();
  add_sums();
  add_leaving_edges();
  add_pods();
  add_taps();
  add_jobs();
  body_->mix_latency = times_.in[static_cast<std::size_t>(graph_.find(kMasterStrip))];
  body_->latency = times_.out[static_cast<std::size_t>(graph_.find(kMasterStrip))];
  std::unique_ptr<Plan> plan(new Plan(std::move(body_)));
  plan->update(*session_);
  return plan;
}

std::unique_ptr<Plan> compile(const SessionPtr& session, const Plan* previous, const Assets& assets, const CompileOptions& options) {
  return PlanBuilder(session, previous, assets, options).build();
}

}  // namespace sweetspot
