#include "readers.h"

#include <algorithm>

namespace scepter::store {

namespace {

/// What a thread has open. Its destructor runs when the thread ends.
class ThreadSlots {
public:
    ThreadSlots() = default;
    ~ThreadSlots() {
        for (const auto& slot : m_slots)
            slot->close();
    }
    ThreadSlots(const ThreadSlots&) = delete;
    ThreadSlots& operator=(const ThreadSlots&) = delete;

    Connection* find(const Readers* owner) const {
        for (const auto& slot : m_slots)
            if (slot->owner == owner) return slot->connection.get();
        return nullptr;
    }

    void add(std::shared_ptr<Readers::Slot> slot) {
        // Those of workspaces that are closed, which only their threads can throw away.
        std::erase_if(m_slots, [](const auto& old) {
            const std::lock_guard lock(old->mutex);
            return !old->connection;
        });
        m_slots.push_back(std::move(slot));
    }

private:
    std::vector<std::shared_ptr<Readers::Slot>> m_slots;
};

ThreadSlots& threadSlots() {
    thread_local ThreadSlots slots;
    return slots;
}

} // namespace

void Readers::Slot::close() {
    const std::lock_guard lock(mutex);
    owner = nullptr;
    connection.reset();
}

Readers::~Readers() {
    for (const auto& slot : m_slots)
        slot->close();
}

Result<Connection*> Readers::connection() {
    if (Connection* found = threadSlots().find(this)) return found;
    SCEPTER_TRY(opened, Connection::open(m_dialect, m_location, Role::Reader));
    auto slot = std::make_shared<Slot>();
    slot->owner = this;
    slot->connection = std::move(opened);
    Connection* const connection = slot->connection.get();
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_slots, [](const auto& old) {
            const std::lock_guard slotLock(old->mutex);
            return !old->connection; // its thread has ended
        });
        m_slots.push_back(slot);
    }
    threadSlots().add(std::move(slot));
    return connection;
}

} // namespace scepter::store
